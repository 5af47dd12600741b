import { type FormTicket, PATHS, type UploadsAnswer } from '../../miniprogram/uploader/contract'
import { defineRoutes, route } from '../../server/index'
import { formIn } from '../form-in'
import { jpeg, openSession, post, type Rig, startRig } from './rig'

let rig: Rig
let confirmed: string[]

beforeEach(async () => {
  confirmed = []
  const routes = defineRoutes({
    photo: route({
      accept: ['image/jpeg'],
      maxSize: '20MB',
      onStored: ({ file }) => {
        confirmed.push(file.key)
      },
    }),
  })
  rig = await startRig({ wiring: { routes } })
})
afterEach(() => rig.close())

const declaration = { route: 'photo', files: [{ size: 1000, type: 'image/jpeg' }] }

async function ticketFor(token: string): Promise<FormTicket> {
  const response = await post(rig.stack.url + PATHS.uploads, declaration, token)
  return formIn((await response.json()) as UploadsAnswer)
}

describe('a callback that OSS signed', () => {
  const callback = async (body: string): Promise<string> => {
    const answer = await rig.stack.cloud.sendCallback({
      url: rig.stack.url + PATHS.callback,
      body,
      contentType: 'application/x-www-form-urlencoded',
    })
    return Buffer.from(answer.body).toString()
  }

  it('for another bucket, with parameters of an attacker, does not call the hook', async () => {
    const answer = await callback('bucket=theirs&object=photo.jpg&size=5')
    expect(JSON.parse(answer)).toMatchObject({ error: { code: 'upload-invalid' } })
    expect(confirmed).toEqual([])
  })

  it('for an object that does not exist does not call the hook', async () => {
    const { upload } = await ticketFor(await openSession(rig.stack.url))
    const answer = await callback(`upload=${upload}&object=uploads/photo/x.jpg&size=1000`)
    expect(JSON.parse(answer)).toMatchObject({ error: { code: 'not-stored' } })
    expect(confirmed).toEqual([])
  })

  it('for the real object calls the hook with its own key, whatever else the body says', async () => {
    const stored = await rig.uploader.upload(await rig.temp('a.jpg', jpeg()), { route: 'photo' }).done
    expect(confirmed).toEqual([stored.key])
  })
})

describe('a token', () => {
  it('of an upload opens no session', async () => {
    const { upload } = await ticketFor(await openSession(rig.stack.url))
    const response = await post(rig.stack.url + PATHS.uploads, declaration, upload)
    expect([response.status, await response.json()]).toMatchObject([401, { error: { code: 'unauthenticated' } }])
  })

  it('of a session completes no upload', async () => {
    const token = await openSession(rig.stack.url)
    const response = await post(rig.stack.url + PATHS.complete, { upload: token }, token)
    expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 'upload-invalid' } }])
  })

  it('of another backend is refused', async () => {
    const other = await startRig()
    const { upload } = await ticketFor(await openSession(rig.stack.url))
    const response = await post(other.stack.url + PATHS.complete, { upload }, await openSession(other.stack.url))
    expect(response.status).toBe(400)
    await other.close()
  })
})

describe('a request body', () => {
  const body = JSON.stringify(declaration)
  it.each([
    ['that is not JSON', body.slice(0, -1), 400, 'bad-request'],
    ['with an unknown field', JSON.stringify({ ...declaration, key: 'mine.jpg' }), 400, 'bad-request'],
    ['over 64 KB', JSON.stringify({ ...declaration, input: 'x'.repeat(65_536) }), 413, 'body-too-large'],
    ['with a negative size', body.replace('1000', '-1'), 400, 'bad-request'],
    [
      'with 21 files',
      JSON.stringify({ route: 'photo', files: Array(21).fill(declaration.files[0]) }),
      422,
      'too-many-files',
    ],
  ])('%s is refused', async (_, text, status, code) => {
    const response = await post(rig.stack.url + PATHS.uploads, text, await openSession(rig.stack.url))
    const answer = (await response.json()) as { error: { code: string; requestId: string } }
    expect([response.status, answer.error.code]).toEqual([status, code])
    expect(answer.error.requestId).not.toBe('')
    expect(await rig.objects()).toEqual([])
  })
})
