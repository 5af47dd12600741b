import type sharp from 'sharp'
import { ossError } from '../oss/errors'

let loading: Promise<typeof sharp | undefined> | undefined

/**
 * Loads the optional package sharp with the first image, so that a cloud starts without it.
 * @throws OssError `NotImplemented` when it is not installed
 */
export async function loadSharp(): Promise<typeof sharp> {
  loading ??= import('sharp').then((module) => module.default, warn)
  const loaded = await loading
  if (loaded) return loaded
  throw ossError('NotImplemented', 'The local cloud cannot process images: the package sharp is not installed.')
}

/** Runs once: the failed load is kept. */
function warn(error: unknown): undefined {
  const reason = error instanceof Error ? error.message : String(error)
  console.warn(`Image processing is off, as the optional package sharp cannot be loaded: ${reason.split('\n')[0]}`)
}
