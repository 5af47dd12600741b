import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError, type Terminal } from './terminal'

/** Asks questions on the terminal, or reads the answers that are piped in, one a line. */
export interface Asker {
  /** Returns the answer, trimmed; `''` for an empty line. `hidden`: the answer is not shown while it is typed. */
  ask(question: string, hidden?: boolean): Promise<string>
  /** Only `y`, `yes` and `是` confirm. */
  confirm(question: string): Promise<boolean>
  close(): void
}

export function createAsker({ stdin, stdout }: Pick<Terminal, 'stdin' | 'stdout'>): Asker {
  let isHidden = false
  const echo = new Writable({
    write(chunk, _, done) {
      if (!isHidden) stdout.write(chunk)
      done()
    },
  })
  const lines = createInterface({ input: stdin, output: echo, terminal: Boolean(stdin.isTTY && stdout.isTTY) })
  const answers = lines[Symbol.asyncIterator]()

  const ask: Asker['ask'] = async (question, hidden = false) => {
    stdout.write(question)
    isHidden = hidden
    const { value, done } = await answers.next()
    isHidden = false
    if (hidden || !stdin.isTTY) stdout.write('\n')
    if (done)
      throw new CommandError('还有问题没有回答，输入就结束了。', 'The input ended before every question was answered.')
    return value.trim()
  }
  return {
    ask,
    confirm: async (question) => /^(y|yes|是)$/i.test(await ask(question)),
    close: () => lines.close(),
  }
}
