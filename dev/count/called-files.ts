import { Session } from 'node:inspector/promises'

/** Counts which of the sources below a folder have functions that are called. */
export interface CalledFiles {
  /** The files with a function that was called since the last answer, as paths below the folder, sorted. */
  since(): Promise<string[]>
  stop(): void
}

/** @param folder a path that ends in a slash, such as `/miniprogram/uploader/core/` */
export async function countCalledFiles(folder: string): Promise<CalledFiles> {
  const session = new Session()
  session.connect()
  await session.post('Debugger.enable')
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

  /** Where a module's own code begins: before it stands what tsx adds, such as a getter for each export. */
  async function bodyOffset(scriptId: string): Promise<number> {
    const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId })
    return Math.max(1, scriptSource.indexOf('module.exports='))
  }

  return {
    async since() {
      // Taking the counts also resets them.
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const called: string[] = []
      for (const { url, scriptId, functions } of result) {
        if (!url.includes(folder)) continue
        const body = await bodyOffset(scriptId)
        const isCalled = functions.some(({ ranges: [range] }) => range && range.count > 0 && range.startOffset >= body)
        if (isCalled) called.push(url.slice(url.indexOf(folder) + folder.length))
      }
      return called.sort()
    },
    stop: () => session.disconnect(),
  }
}
