import { watchSources } from '../server/watch-sources'
import type { ServerMessage } from '../wire'
import { type Assets, buildPhone } from './build-preview'

export interface RepeatedBuild {
  /** The files of the last successful build. */
  assets(): Assets
  /** The faults of the last build, if it failed. */
  faults(): ServerMessage[]
  stop(): void
}

/** Builds the mini-program now and after every change, and reports the result of each later build. */
export async function buildRepeatedly(root: string, report: (message: ServerMessage) => void): Promise<RepeatedBuild> {
  let assets: Assets = new Map()
  let faults: string[] = []
  const build = async (): Promise<void> => {
    try {
      assets = await buildPhone(root)
      faults = []
    } catch (thrown) {
      faults = (thrown as Error).message.split('\n')
    }
  }
  await build()
  const stop = await watchSources(root, async () => {
    await build()
    report(faults.length > 0 ? { kind: 'broken', faults } : { kind: 'built' })
  })
  return {
    assets: () => assets,
    faults: (): ServerMessage[] => (faults.length > 0 ? [{ kind: 'broken', faults }] : []),
    stop,
  }
}
