import type { Readable, Writable } from 'node:stream'
import type { Environment } from '../../config/parse-environment'
import { decodeText } from './decode-text'
import type { Text } from './language'

/** What a command reads from and writes to. */
export interface Terminal {
  env: Environment
  /** Relative paths start here. */
  folder: string
  stdin: Readable & { isTTY?: boolean }
  stdout: Writable & { isTTY?: boolean; columns?: number }
  stderr: Writable & { isTTY?: boolean }
}

export type Style = Readonly<Record<keyof typeof CODES, (text: string) => string>>

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const

/** Colours on a terminal, plain text otherwise. Respects https://no-color.org and FORCE_COLOR. */
export function styleOf(stream: { isTTY?: boolean }, env: Environment): Style {
  const isForced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== ''
  const isPlain = Boolean(env.NO_COLOR) || env.FORCE_COLOR === '0' || env.TERM === 'dumb' || !stream.isTTY
  const paint =
    ([on, off]: readonly [number, number]) =>
    (text: string) =>
      isPlain && !isForced ? text : `\u001b[${on}m${text}\u001b[${off}m`
  return {
    bold: paint(CODES.bold),
    dim: paint(CODES.dim),
    red: paint(CODES.red),
    green: paint(CODES.green),
    yellow: paint(CODES.yellow),
    cyan: paint(CODES.cyan),
  }
}

/** Reads a stream to its end, as text. */
export async function readAll(stream: Readable): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string))
  return decodeText(Buffer.concat(chunks))
}

/** The command was called wrongly: its usage is printed after the message. */
export class UsageError extends Error {
  readonly text: Text

  constructor(zh: string, en: string) {
    super(en)
    this.name = 'UsageError'
    this.text = { zh, en }
  }
}

/** An expected failure: only the message is printed, no stack. */
export class CommandError extends Error {
  readonly text: Text

  constructor(zh: string, en: string) {
    super(en)
    this.name = 'CommandError'
    this.text = { zh, en }
  }
}

/** The exit codes of all commands. */
export const EXIT = { ok: 0, warnings: 1, errors: 2, usage: 3 } as const
