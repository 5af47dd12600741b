/** The Kubernetes manifests of `examples/deploy`. No cluster has run them. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IDeployment } from 'kubernetes-models/apps/v1'
import { COMPILED, compileConsumer } from '../build/packages/compile-consumer'
import { bundled } from '../bundled'
import { type Running, startTestCloud } from '../local-cloud/rig/test-cloud'
import { environmentOf, startInstance } from '../server/instances'
import { type Manifest, readManifests } from './read-manifests'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const flags = bundled('server/main.ts')
const manifests = readManifests()

const find = <Kind extends Manifest>(kind: string, name = 'wx-oss-upload'): Kind => {
  const found = manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)
  if (!found) throw new Error(`There is no ${kind} ${name}.`)
  return found as Kind
}

const deployment = find<Manifest & IDeployment>('Deployment')
const [container] = deployment.spec?.template.spec?.containers ?? []

/** The environment as Kubernetes would make it of `envFrom`. */
const environment = { ...find('ConfigMap').data, ...find('Secret').stringData }

describe('the Kubernetes manifests', () => {
  it.each(manifests.map((manifest) => [manifest.kind, manifest] as const))(
    'fit the schema of %s',
    async (_, manifest) => {
      const models = (await import(modelsOf(manifest))) as Record<string, new (data: object) => { validate(): void }>
      const Model = models[manifest.kind]
      if (!Model) throw new Error(`${manifest.apiVersion} has no ${manifest.kind}`)
      new Model(manifest).validate()
      expect(() => new Model({ ...manifest, metadata: { name: 7 } }).validate()).toThrow()
    },
  )

  // The schemas allow unknown fields, so a misspelt one would be ignored silently. The types do not.
  it('misspell no field', () => {
    const folder = mkdtempSync(join(tmpdir(), 'manifests-'))
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
    const path = join(folder, 'manifests.ts')
    const compile = (list: readonly Manifest[]) => {
      writeFileSync(path, list.map(typed).join('\n'))
      return compileConsumer(path, 'es2022')
    }
    try {
      expect(compile(manifests)).toEqual(COMPILED)
      const misspelt = { ...deployment, spec: { ...(deployment.spec as object), replica: 2 } }
      expect(compile([misspelt]).errors).toMatch(/replica.* does not exist/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('name each other as they are: selectors, configuration, volumes, the autoscaler and the ingress', () => {
    const labels = deployment.spec?.template.metadata?.labels
    expect(deployment.spec?.selector.matchLabels).toEqual(labels)
    expect(find('Service').spec).toMatchObject({ selector: labels, ports: [{ targetPort: 'http' }] })
    expect(find('PodDisruptionBudget').spec).toMatchObject({ selector: { matchLabels: labels } })
    expect(find('HorizontalPodAutoscaler').spec).toMatchObject({ scaleTargetRef: { name: deployment.metadata.name } })
    expect(find('Ingress').spec).toMatchObject({
      rules: [{ http: { paths: [{ backend: { service: { name: 'wx-oss-upload', port: { name: 'http' } } } }] } }],
    })
    const [volume] = deployment.spec?.template.spec?.volumes ?? []
    expect(Object.keys(find('ConfigMap', volume?.configMap?.name).data ?? {})).toEqual(['routes.yaml'])
    expect(environment.ROUTES).toBe(`${container?.volumeMounts?.[0]?.mountPath}/routes.yaml`)
  })

  it('give LIMIT_INSTANCES as many instances as there can be at a time', () => {
    const { maxReplicas } = find('HorizontalPodAutoscaler').spec as { maxReplicas: number }
    const surge = Number(deployment.spec?.strategy?.rollingUpdate?.maxSurge)
    expect(Number(environment.LIMIT_INSTANCES)).toBe(maxReplicas + surge)
  })

  it('contain no real secret, and let nothing run as root', () => {
    for (const value of Object.values(find('Secret').stringData ?? {})) expect(value).toMatch(/^(your|change-me)-/)
    expect(deployment.spec?.template.spec?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
  })
})

describe('the backend with the environment of the manifests', () => {
  const end = (env: Record<string, string | undefined>) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, flags(), {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    })
    return { status, lines: stderr.trim().split('\n'), stdout }
  }

  it('ends with a sentence for every placeholder that is left, which the pod then shows', () => {
    const { status, lines, stdout } = end(environment)
    expect([status, stdout]).toEqual([1, ''])
    const left = Object.entries(environment).filter(([, value]) => /^(https:\/\/)?(your|change-me)-/.test(value))
    expect(left.length).toBeGreaterThan(8)
    for (const [name] of left) expect(lines.filter((line) => line.includes(`${name}: `))).not.toEqual([])
    expect(lines.join('\n')).not.toContain('    at ')
    expect(container?.terminationMessagePolicy).toBe('FallbackToLogsOnError')
  })

  describe('that is filled in', () => {
    let running: Running
    let filled: Record<string, string | undefined>
    beforeAll(async () => {
      running = await startTestCloud()
      const ofCloud = environmentOf(running.cloud, 'http://localhost:1', 's'.repeat(32))
      filled = { ...environment, ...ofCloud, PUBLIC_URL: undefined, LIMIT_STORE: 'redis://localhost:1' }
    })
    afterAll(() => running.close())

    it.each(Object.keys(find('Secret').stringData ?? {}))('says what is missing without %s', (name) => {
      const { status, lines } = end({ ...filled, [name]: undefined })
      expect([status, lines.some((line) => /^\s*[A-Z_]+: (is missing|expected .*)/.test(line))]).toEqual([1, true])
      expect(lines.join('\n')).toMatch(new RegExp(`${name}|LIMIT_INSTANCES: `))
    })

    it('answers the probes of the deployment', async () => {
      const instance = await startInstance(flags(), filled)
      const probes = [container?.startupProbe, container?.livenessProbe, container?.readinessProbe]
      for (const probe of probes) {
        const answer = await fetch(`http://127.0.0.1:${instance.port}${probe?.httpGet?.path}`)
        expect([probe?.httpGet?.path, answer.status]).toEqual([probe?.httpGet?.path, 200])
      }
      await instance.end()
    })
  })
})

const modelsOf = ({ apiVersion }: Manifest): string =>
  `kubernetes-models/${apiVersion.replace(/^(networking)\//, '$1.k8s.io/')}`

const typed = (manifest: Manifest, index: number): string => `
import type { I${manifest.kind} as Type${index} } from '${modelsOf(manifest)}'
export const manifest${index}: Type${index} = ${JSON.stringify(manifest)}`
