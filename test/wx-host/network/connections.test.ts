import type { ServerResponse } from 'node:http'
import { request, upload } from '../calls'
import { until, useWorld } from '../world'

const world = useWorld()
const TIMES = Array.from({ length: 12 })

async function heldServer() {
  const held: ServerResponse[] = []
  const server = await world.server((response) => {
    held.push(response)
  })
  const release = () => {
    for (const response of held.splice(0)) response.end()
  }
  return { server, held, release }
}

describe('The eleventh connection', () => {
  it('waits for a free one on a phone', async () => {
    const { server, held, release } = await heldServer()
    const host = world.host({ platform: 'ios' })
    const filePath = host.temp(await world.file('a', 'a'))
    const uploads = TIMES.map(() => upload(host, { url: server.url, filePath }))
    await until(() => held.length === 10)
    expect(host.open()).toMatchObject({ tasks: 12, queued: 2, sockets: 10 })
    release()
    await until(() => held.length === 2)
    release()
    const settled = await Promise.all(uploads.map(({ done }) => done))
    expect(settled.map(({ result }) => result?.statusCode)).toEqual(TIMES.map(() => 200))
  })

  it('fails in DevTools', async () => {
    const { server, held, release } = await heldServer()
    const host = world.host({ platform: 'devtools' })
    const filePath = host.temp(await world.file('a', 'a'))
    const uploads = TIMES.map(() => upload(host, { url: server.url, filePath }))
    expect((await uploads[10]?.done)?.failure).toEqual({
      errMsg: 'uploadFile:fail createUploadTask:fail exceed max upload connection count 10',
      errno: 600007,
    })
    await until(() => held.length === 10)
    release()
    const settled = await Promise.all(uploads.map(({ done }) => done))
    expect(settled.filter(({ result }) => result)).toHaveLength(10)
  })

  it('is counted separately for each API', async () => {
    const { server, held, release } = await heldServer()
    const host = world.host({ platform: 'devtools' })
    const filePath = host.temp(await world.file('a', 'a'))
    const ten = TIMES.slice(2)
    const calls = [
      ...ten.map(() => upload(host, { url: server.url, filePath }).done),
      ...ten.map(() => request(host, { url: server.url }).done),
    ]
    await until(() => held.length === 20)
    const { failure } = await request(host, { url: server.url }).done
    expect(failure).toEqual({ errMsg: 'request:fail exceed max task count', errno: 600007 })
    release()
    const settled = await Promise.all(calls)
    expect(settled.every(({ calls }) => calls[0] === 'success')).toBe(true)
  })

  it('starts after another call is aborted, whether that was sending or waiting', async () => {
    const { server, held, release } = await heldServer()
    const host = world.host({ platform: 'android' })
    const requests = TIMES.map((_, at) => request(host, { url: `${server.url}/${at}` }))
    await until(() => held.length === 10)
    requests[10]?.task.abort()
    requests[0]?.task.abort()
    await until(() => held.length === 11)
    expect(server.received.at(-1)?.url).toBe('/11')
    release()
    const settled = await Promise.all(requests.map(({ done }) => done))
    expect(settled.map(({ calls }) => calls[0] === 'success')).toEqual(TIMES.map((_, at) => at !== 0 && at !== 10))
    expect(settled.every(({ calls }) => calls.length === 2)).toBe(true)
  })
})
