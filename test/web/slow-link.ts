import type { Browser } from 'playwright-core'
import { type Started, startAll, type Visit, visit } from './rig'

const MB = 1024 * 1024

/** The web page over a link that is slow at first; each test has its own page. */
export interface SlowLink {
  readonly started: Started
  readonly here: Visit
  /** Bytes a second, up. */
  setSpeed(up: number): void
  /** Parts that OSS has stored in this test. */
  partsSent(): number
  expectStored(name: string, bytes: Buffer): Promise<void>
}

/** Call it inside `describe`. */
export function overSlowLink(browser: () => Browser): SlowLink {
  let started: Started
  let here: Visit
  const setSpeed = (up: number): void => {
    started.stack.cloud.link?.set({ bandwidth: { up, down: Number.POSITIVE_INFINITY } })
  }
  beforeAll(async () => {
    started = await startAll({ link: {} })
  })
  afterAll(() => started.close())
  beforeEach(async () => {
    started.stack.cloud.journal.clear()
    setSpeed(4 * MB)
    here = await visit(browser(), started)
  })
  afterEach(() => here.close())

  return {
    get started() {
      return started
    },
    get here() {
      return here
    },
    setSpeed,
    partsSent: () => started.stack.cloud.journal.count({ operation: 'UploadPart', status: 200 }),
    async expectStored(name, bytes) {
      await here.row(name).getByText('已上传').waitFor()
      expect((await here.linked(name)).equals(bytes)).toBe(true)
    },
  }
}
