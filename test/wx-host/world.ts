import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWxHost, type Failure, type WxHost, type WxHostOptions } from '../../dev/wx-host/index'
import { type RecordingServer, startServer } from './recording-server'

export interface World {
  host(options?: WxHostOptions): WxHost
  server(...answer: Parameters<typeof startServer>): Promise<RecordingServer>
  /** Writes a real file with these bytes and returns its path. */
  file(name: string, bytes: string | Uint8Array): Promise<string>
  /** Called after the test. */
  after(clean: () => unknown): void
}

const NOTHING = { tasks: 0, queued: 0, sockets: 0, timers: 0, descriptors: 0, callbacks: 0 }

/** Creates what a test needs. After the test it checks every host for leaks and disposes of everything. */
export function useWorld(): World {
  let cleaners: (() => unknown)[] = []
  let hosts: WxHost[] = []
  afterEach(async () => {
    const leaving = hosts
    const cleaning = cleaners
    hosts = []
    cleaners = []
    try {
      for (const host of leaving) await until(() => Object.values(host.open()).every((count) => count === 0))
      for (const host of leaving) expect(host.open()).toEqual(NOTHING)
    } finally {
      for (const host of leaving) await host.dispose()
      for (const clean of cleaning.reverse()) await clean()
    }
  })
  return {
    host(options) {
      const host = createWxHost(options)
      hosts.push(host)
      return host
    },
    async server(...answer) {
      const server = await startServer(...answer)
      cleaners.push(server.close)
      return server
    },
    async file(name, bytes) {
      const directory = await mkdtemp(join(tmpdir(), 'wx-host-test-'))
      cleaners.push(() => rm(directory, { recursive: true, force: true }))
      const path = join(directory, name)
      await writeFile(path, bytes)
      return path
    },
    after: (clean) => cleaners.push(clean),
  }
}

/** Waits for a condition; fails after a time, so that a failing test leaves nothing running. */
export async function until(isMet: () => boolean): Promise<void> {
  for (let tries = 0; !isMet(); tries += 1) {
    if (tries > 5000) throw new Error('It never came about')
    await new Promise((next) => setTimeout(next, 2))
  }
}

export interface Settled<Result> {
  result?: Result
  failure?: Failure
  /** The calls of `success`, `fail` and `complete`. */
  calls: string[]
}

export interface Recorder<Result> {
  callbacks: {
    success(result: Result): void
    fail(failure: Failure): void
    complete(): void
  }
  settled: Settled<Result>
  done: Promise<Settled<Result>>
}

/** Callbacks that record every end of a call. */
export function record<Result>(): Recorder<Result> {
  const settled: Settled<Result> = { calls: [] }
  let finish: (settled: Settled<Result>) => void
  const done = new Promise<Settled<Result>>((resolve) => {
    finish = resolve
  })
  return {
    settled,
    done,
    callbacks: {
      success(result) {
        settled.calls.push('success')
        settled.result = result
      },
      fail(failure) {
        settled.calls.push('fail')
        settled.failure = failure
      },
      complete() {
        settled.calls.push('complete')
        finish(settled)
      },
    },
  }
}

/** The one element of a list that must have exactly one. */
export function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items
  if (item === undefined || others.length > 0) throw new Error(`expected one, got ${items.length}`)
  return item
}
