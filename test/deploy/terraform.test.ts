/** The Terraform of `examples/deploy` says the same as the `setup` commands. No account has applied it. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { terraform } from '../../server/cli/setup/policy/terraform'
import { EXPOSED, METHODS } from '../../server/cli/setup/rules/cors'
import { wantedRules } from '../../server/cli/setup/rules/lifecycle'

/** Its types bring those of the DOM, which differ from Node's. */
const { parse } = createRequire(import.meta.url)('@cdktf/hcl2json') as {
  parse(name: string, text: string): Promise<Terraform>
}

const FOLDER = fileURLToPath(new URL('../../examples/deploy/terraform', import.meta.url))

/** Blocks of one type, by their name. Every block is a list, since a name may be used twice. */
type Blocks = Record<string, Record<string, unknown>[]>
interface Terraform {
  resource?: Record<string, Blocks>
  variable?: Blocks
}

const parsed = (name: string): Promise<Terraform> => parse(name, readFileSync(join(FOLDER, name), 'utf8'))

describe('the Terraform of the deployments', () => {
  it('has the role and the policies that `setup policy --terraform` prints', async () => {
    const printed = terraform({
      // biome-ignore-start lint/suspicious/noTemplateCurlyInString: variables of Terraform
      buckets: ['${var.bucket}'],
      prefix: '${var.prefix}',
      roleArn: 'acs:ram::${var.account_id}:role/${var.role}',
      // biome-ignore-end lint/suspicious/noTemplateCurlyInString: variables of Terraform
    })
    expect(readFileSync(join(FOLDER, 'policies.tf'), 'utf8')).toBe(printed)
    expect(Object.keys((await parsed('policies.tf')).resource ?? {})).toContain('alicloud_ram_role')
  })

  it('has the lifecycle rules that `setup lifecycle apply` writes, and no versioning', async () => {
    const { resource } = await parsed('main.tf')
    const [bucket = {}] = resource?.alicloud_oss_bucket?.uploads ?? []
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Terraform
    const wanted = wantedRules('${var.prefix}').map(({ id, prefix, action, days }) => {
      const name = action === 'Expiration' ? 'expiration' : 'abort_multipart_upload'
      return { id, prefix, enabled: true, [name]: [{ days }] }
    })
    expect(bucket.lifecycle_rule).toEqual(wanted)
    expect(bucket).not.toHaveProperty('versioning')
    expect(Object.keys(resource ?? {})).not.toContain('alicloud_oss_bucket_versioning')
  })

  it('has the CORS rule that `setup cors apply` writes, and a private ACL', async () => {
    const { resource } = await parsed('main.tf')
    const [cors = {}] = resource?.alicloud_oss_bucket_cors?.uploads ?? []
    const [rule] = cors.cors_rule as object[]
    expect(rule).toMatchObject({ allowed_methods: METHODS, allowed_headers: ['*'], expose_header: EXPOSED })
    expect(resource?.alicloud_oss_bucket_acl?.uploads).toMatchObject([{ acl: 'private' }])
  })

  it('declares every variable that it reads', async () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.tf'))
    const text = files.map((name) => readFileSync(join(FOLDER, name), 'utf8')).join('\n')
    const read = new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name))
    expect(Object.keys((await parsed('variables.tf')).variable ?? {}).sort()).toEqual([...read].sort())
  })

  it('is refused by the parser with a line if it is broken', async () => {
    await expect(parse('main.tf', 'resource "a" "b" {\n  c = \n}')).rejects.toThrow(/main\.tf:2/)
  })
})
