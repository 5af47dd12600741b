import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import { pipeline } from 'node:stream/promises'

/** Milliseconds of one POST of a file's bytes, from the connection to the answer: the best that the link can do. */
export async function rawPost(url: string, path: string): Promise<number> {
  const { size } = await stat(path)
  const startedAt = performance.now()
  const post = request(url, { method: 'POST', headers: { 'content-length': size }, agent: false })
  const answered = new Promise<void>((resolve, reject) => {
    post.once('error', reject)
    post.once('response', (response) => response.resume().once('end', resolve))
  })
  await Promise.all([pipeline(createReadStream(path), post), answered])
  return performance.now() - startedAt
}
