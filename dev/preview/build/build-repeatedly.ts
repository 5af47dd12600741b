import { watchSources } from '../server/watch-sources'
import type { ServerMessage } from '../wire'
import { type Assets, buildPhone } from './build-preview'

export interface RepeatedBuild {
  /** Of the last build that went through. */
  assets(): Assets
  /** What was wrong with the last one, if anything. */
  faults(): ServerMessage[]
  stop(): void
}

/** Builds the mini-program, now and after every change, and tells how each later build went. */
export async function buildRepeatedly(root: string, tell: (message: ServerMessage) => void): Promise<RepeatedBuild> {
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
  const stop = watchSources(root, async () => {
    await build()
    tell(faults.length > 0 ? { kind: 'broken', faults } : { kind: 'built' })
  })
  return {
    assets: () => assets,
    faults: (): ServerMessage[] => (faults.length > 0 ? [{ kind: 'broken', faults }] : []),
    stop,
  }
}
