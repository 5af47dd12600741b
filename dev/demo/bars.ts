import { basename } from 'node:path'
import { MultiBar, Presets, type SingleBar } from 'cli-progress'
import type { UploadState } from '../../miniprogram/uploader/wx'

export interface Bars {
  show(index: number, state: UploadState): void
  /** Writes a line that stays above the bars. */
  say(line: string): void
  stop(): void
}

/** One bar for each file on a terminal; only lines if the output goes to a file or another program. */
export function bars(paths: string[], stream: NodeJS.WriteStream): Bars {
  if (!stream.isTTY) return { show: () => {}, say: (line) => void stream.write(`${line}\n`), stop: () => {} }
  const all = new MultiBar(
    { stream, format: ' {bar} {percentage}%  {name}  {phase}', clearOnComplete: true, hideCursor: true },
    Presets.shades_classic,
  )
  const each: SingleBar[] = paths.map((path) => all.create(100, 0, { name: basename(path), phase: 'queued' }))
  return {
    show: (index, { percent, phase }) => each[index]?.update(percent, { phase }),
    say: (line) => all.log(`${line}\n`),
    stop: () => all.stop(),
  }
}
