import type { Cloud } from '../cloud/cloud'
import { lastMidnight, runLifecycle } from './run-lifecycle'

/** Runs the rules of all buckets if a midnight has passed since the last run. */
export async function runDueLifecycle(cloud: Cloud, now: number): Promise<void> {
  const midnight = lastMidnight(now)
  if (midnight <= cloud.lifecycleRun) return
  cloud.lifecycleRun = midnight
  for (const bucket of cloud.buckets.values()) await runLifecycle(bucket, midnight)
}
