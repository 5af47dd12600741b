import type { Browser, Locator, Page } from 'playwright-core'
import { until } from '../../wx-host/world'
import { type Started, startAll, type Visit, type VisitOptions, visit, whileStalled } from '../rig'

export const MB = 1024 * 1024

export type Named = [name: string, bytes: Buffer]
export type AliOssPage = 'upload-to-ali' | 'put-or-multipart' | 'presigned'

/** The actions of all tests on the pages with ali-oss. */
export interface AliOss {
  started(): Started
  here(): Visit
  /** Restarts everything: an older session would expire earlier than in fifteen minutes. */
  restart(): Promise<void>
  open(page: AliOssPage, options?: VisitOptions): Promise<void>
  setSpeed(up: number): void
  /** As in the web page's rig. */
  whileStalled(act: () => Promise<void>): Promise<void>
  choose(...files: Named[]): Promise<void>
  /** Chooses a file again, optionally in another tab. */
  chooseAgain(name: string, tab?: Page): Promise<void>
  link(name: string): Locator
  /** Waits for the file's link, which must return the same bytes. */
  expectStored(name: string, bytes: Buffer): Promise<void>
  partsSent(status?: number): number
  /** Waits until so many parts have arrived. */
  arrived(parts: number): Promise<void>
  /** The number of multipart uploads in progress on OSS. */
  unfinished(): number
  /** Errors of the console, without Chromium's own about answers and lost connections. */
  errors(but?: RegExp): string[]
}

export function useAliOss(browser: () => Browser): AliOss {
  let started: Started
  let here: Visit
  const start = async (): Promise<void> => {
    started = await startAll({ link: {}, now: () => Date.now() })
  }
  beforeAll(start)
  afterAll(() => started.close())
  afterEach(() => here.close())

  const setSpeed = (up: number): void =>
    started.stack.cloud.link?.set({ bandwidth: { up, down: Number.POSITIVE_INFINITY } })
  const paths = new Map<string, string>()
  const input = (tab = here.page): Locator => tab.getByLabel('选择文件')
  const link = (name: string): Locator => here.row(name).getByRole('link')
  const partsSent = (status = 200): number => started.stack.cloud.journal.count({ operation: 'UploadPart', status })
  return {
    started: () => started,
    here: () => here,
    async restart() {
      await started.close()
      await start()
    },
    async open(page, options) {
      started.stack.cloud.journal.clear()
      setSpeed(100 * MB)
      here = await visit(browser(), started, { path: `/ali-oss/${page}/`, ...options })
    },
    setSpeed,
    whileStalled: (act) => whileStalled(started, act),
    async choose(...files) {
      for (const [name, bytes] of files) paths.set(name, await started.file(name, bytes))
      await input().setInputFiles(files.map(([name]) => paths.get(name) as string))
    },
    chooseAgain: (name, tab) => input(tab).setInputFiles(paths.get(name) as string),
    link,
    async expectStored(name, bytes) {
      await link(name).waitFor()
      const answer = await fetch((await link(name).getAttribute('href')) ?? '')
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    },
    partsSent,
    arrived: (parts) => until(() => partsSent() >= parts),
    unfinished: () => started.stack.cloud.inspect.uploads(started.stack.cloud.bucket)?.length ?? 0,
    errors: (but) => here.errors.filter((line) => !but?.test(line)),
  }
}
