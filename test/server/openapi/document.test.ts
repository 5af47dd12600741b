import { Validator } from '@seriousme/openapi-schema-validator'
import { PATHS } from '../../../miniprogram/uploader/contract'
import { ERRORS } from '../../../miniprogram/uploader/error-codes'
import { ENDPOINTS } from '../../../server/endpoints/all'
import { EXAMPLES } from '../../../server/openapi/samples'
import { fixture, ticketOf } from '../fixture'

interface Document {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, { operationId: string; security: object[]; responses: Record<string, unknown> }>>
  components: { schemas: Record<string, Schema> }
}

interface Schema {
  required?: string[]
  properties?: Record<string, Schema & { enum?: string[]; maxLength?: number; minItems?: number }>
  additionalProperties?: boolean
}

const documentOf = async (f = fixture()): Promise<Document> => {
  const response = await f.app.fetch(new Request('http://localhost/openapi.json'))
  return (await response.json()) as Document
}

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const result = await validator.validate((await documentOf()) as unknown as Record<string, unknown>)
    expect(result.errors).toBeUndefined()
    expect([result.valid, validator.version]).toEqual([true, '3.1'])
  })

  it('describes exactly the endpoints of the list, each by its id', async () => {
    const { paths } = await documentOf()
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({ id: operationId, method, path })),
    )
    expect(described).toEqual(ENDPOINTS.map(({ id, method, path }) => ({ id, method, path })))
  })

  it('is made from the schemas that parse the requests', async () => {
    const { schemas } = (await documentOf()).components
    expect(schemas.SessionRequest).toMatchObject({ required: ['code'], additionalProperties: false })
    expect(Object.keys(schemas.UploadsRequest?.properties ?? {})).toEqual(['route', 'input', 'files', 'code'])
    expect(schemas.UploadsRequest?.properties?.files?.minItems).toBe(1)
  })

  it('requires the fields that every answer has, and calls the others optional', async () => {
    const { schemas } = (await documentOf()).components
    expect(schemas.CompleteAnswer?.properties?.file?.required).toEqual(['key', 'url', 'size', 'type', 'crc64'])
    expect(Object.keys(schemas.CompleteAnswer?.properties?.file?.properties ?? {})).toContain('data')
  })

  it('lists the errors that follow from a body and from a caller', async () => {
    const { paths } = await documentOf()
    const statusesOf = (path: string, method: string): string[] =>
      Object.keys(paths[path]?.[method]?.responses ?? {}).sort()
    expect(statusesOf(PATHS.urls, 'post')).toEqual(['200', '400', '401', '413', '429', '500', '503'])
    expect(statusesOf('/healthz', 'get')).toEqual(['200', '500'])
  })

  it('says which endpoints take a key of the host, and that they refuse apps and pages', async () => {
    const { paths } = await documentOf()
    for (const path of ['/v1/host/urls', '/v1/host/head']) {
      const { security, responses } = paths[path]?.post ?? {}
      expect(security).toEqual([{ hostKey: [] }])
      expect(Object.keys(responses ?? {})).toEqual(expect.arrayContaining(['200', '401', '403', '404', '429']))
    }
    expect(paths['/v1/urls']?.post?.security).toEqual([{ bearer: [] }])
  })

  it('has a summary in Chinese for each operation, and an example for each body that its schema takes', async () => {
    const operations = Object.values((await documentOf()).paths).flatMap((methods) => Object.values(methods))
    for (const operation of operations) {
      expect(operation).toMatchObject({ description: expect.stringMatching(/\p{Script=Han}/u) })
    }
    for (const { request } of ENDPOINTS) {
      if (typeof request !== 'object') continue
      const example = EXAMPLES[request.name]
      expect([request.name, request.schema.safeParse(example).error]).toEqual([request.name, undefined])
    }
  })

  it('lists the codes that the backend answers', async () => {
    const { schemas } = (await documentOf()).components
    const codes = Object.entries(ERRORS).filter(([, { status }]) => status > 0)
    expect(schemas.Refusal?.properties?.error?.properties?.code?.enum).toEqual(codes.map(([code]) => code))
  })

  it('names the public address of the server', async () => {
    expect((await documentOf()).servers).toEqual([{ url: '.' }])
    const f = fixture({}, { publicUrl: 'https://api.example.com/up' })
    expect((await documentOf(f)).servers).toEqual([{ url: 'https://api.example.com/up' }])
  })

  it('describes every field of real answers', async () => {
    const f = fixture()
    const { schemas } = (await documentOf(f)).components
    const session = await f.post('/v1/session', { code: 'ann' })
    expect(Object.keys(session.body).sort()).toEqual([...(schemas.SessionAnswer?.required ?? [])].sort())
    const files = [{ size: 9, type: 'image/jpeg' }]
    const ticket = ticketOf(await f.as('ann').post('/v1/uploads', { route: 'photo', files }))
    const inParts = [{ size: 200_000, type: 'image/jpeg', partSize: 102_400 }]
    const { uploads = [] } = (await f.as('ann').post('/v1/uploads', { route: 'photo', files: inParts })).body
    const described = JSON.stringify(schemas.UploadsAnswer)
    for (const field of [...Object.keys(ticket), ...Object.keys(uploads[0] ?? {})])
      expect(described).toContain(`"${field}"`)
  })
})

describe('/docs', () => {
  it('is a page that loads nothing, and whose links all have a target', async () => {
    const response = await fixture().app.fetch(new Request('http://localhost/docs'))
    const html = await response.text()
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    for (const path of Object.values(PATHS)) expect(html).toContain(`POST ${path}</code>`)
    expect(html).not.toMatch(/<script|src=|undefined|\[object|\{when\}/)
    expect(html.replace(/<pre>[\s\S]*?<\/pre>/g, '')).not.toContain('`')
    expect(html).toContain(`curl -X POST &quot;$SERVER${PATHS.uploads}&quot;`)
    const linked = [...html.matchAll(/href="#(\w+)"/g)].map(([, name]) => name)
    expect(linked.length).toBeGreaterThan(5)
    for (const name of linked) expect(html).toContain(`id="${name}"`)
  })
})
