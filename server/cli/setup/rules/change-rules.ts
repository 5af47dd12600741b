import type { Locale, Text } from '../../language'
import { EXIT, styleOf, type Terminal } from '../../terminal'
import { element, type XmlElement } from '../../xml'
import { createAsker } from '../ask'
import type { Operator } from '../operator'
import { type RuleSet, readRules, rulesOf, writeRules } from './rule-set'

export interface Change {
  set: RuleSet
  operator: Operator
  /** What is to be there, from what is. Undefined: no document at all. */
  wanted(rules: XmlElement[]): { rules: XmlElement[]; notes: readonly Text[] }
  /** Members of the document besides its rules, set when something is written. */
  extras?: readonly XmlElement[]
  /** Writes without asking. */
  yes: boolean
  /** Only shows. */
  dryRun: boolean
}

const WORDS = {
  same: { zh: '已经是这样，不需要改。', en: 'It is so already; nothing to change.' },
  dryRun: { zh: '（--dry-run：没有写入）', en: '(--dry-run: nothing was written)' },
  ask: { zh: '写入吗？[y/N] ', en: 'Write it? [y/N] ' },
  needsYes: {
    zh: '没有终端可以询问：确认后加 --yes 再运行。没有写入。',
    en: 'There is no terminal to ask on: run it again with --yes. Nothing was written.',
  },
  left: { zh: '没有写入。', en: 'Nothing was written.' },
  moved: {
    zh: '规则在此期间被别人改了，没有写入；请再运行一次。',
    en: 'Somebody changed the rules meanwhile; nothing was written. Run it again.',
  },
  written: { zh: '已写入，并读回核对过。', en: 'Written, and read back.' },
  differs: { zh: '写入后读回的规则不同，请检查。', en: 'What was read back differs; have a look.' },
} as const satisfies Record<string, Text>

/** Shows the difference, asks, writes all rules at once, and reads them back. @returns what the process exits with */
export async function changeRules(change: Change, terminal: Terminal, language: Locale): Promise<number> {
  const { set, operator } = change
  const before = await readRules(set, operator)
  const { rules, notes } = change.wanted(rulesOf(set, before))
  const lines = differenceLines(set, rulesOf(set, before), rules)
  const say = (text: string): void => void terminal.stdout.write(`${text}\n`)
  const style = styleOf(terminal.stdout, terminal.env)
  for (const line of lines)
    say(line.startsWith('+') ? style.green(line) : line.startsWith('-') ? style.red(line) : line)
  for (const note of notes) say(style.yellow(`! ${note[language]}`))
  const status = notes.length > 0 ? EXIT.warnings : EXIT.fine
  if (!lines.some((line) => /^[+-]/.test(line))) {
    say(WORDS.same[language])
    return status
  }
  const refusal = await refusalOf(change, terminal, language)
  if (refusal) {
    say(refusal.text[language])
    return refusal.status
  }
  // Between the look and the answer somebody else may have been at it.
  if (textOf(await readRules(set, operator)) !== textOf(before)) {
    say(WORDS.moved[language])
    return EXIT.errors
  }
  await writeRules(set, operator, documentOf(change, before, rules))
  const isSame =
    rulesOf(set, await readRules(set, operator))
      .map(set.line)
      .join('\n') === rules.map(set.line).join('\n')
  say((isSame ? WORDS.written : WORDS.differs)[language])
  return isSame ? status : EXIT.errors
}

/** Why nothing is written; undefined when it may be. */
async function refusalOf(
  { yes, dryRun }: Change,
  terminal: Terminal,
  language: Locale,
): Promise<{ text: Text; status: number } | undefined> {
  if (dryRun) return { text: WORDS.dryRun, status: EXIT.fine }
  if (yes) return undefined
  if (!terminal.stdin.isTTY) return { text: WORDS.needsYes, status: EXIT.usage }
  const asker = createAsker(terminal)
  const isAgreed = await asker.confirm(WORDS.ask[language]).finally(asker.close)
  return isAgreed ? undefined : { text: WORDS.left, status: EXIT.fine }
}

/** Unchanged rules with two spaces before them, then those that go and those that come. */
export function differenceLines({ line }: RuleSet, before: XmlElement[], after: XmlElement[]): string[] {
  const [old, fresh] = [before.map(line), after.map(line)]
  const isMoved = old.join('\n') !== fresh.join('\n') && [...old].sort().join('\n') === [...fresh].sort().join('\n')
  if (isMoved) return [...old.map((text) => `- ${text}`), ...fresh.map((text) => `+ ${text}`)]
  return [
    ...old.filter((text) => fresh.includes(text)).map((text) => `  ${text}`),
    ...old.filter((text) => !fresh.includes(text)).map((text) => `- ${text}`),
    ...fresh.filter((text) => !old.includes(text)).map((text) => `+ ${text}`),
  ]
}

function documentOf({ set, extras = [] }: Change, before: XmlElement | undefined, rules: XmlElement[]): XmlElement {
  const kept = before?.children.filter(({ name }) => name !== set.rule && !extras.some((extra) => extra.name === name))
  return element(set.root, [...rules, ...(kept ?? []), ...extras])
}

const textOf = (document: XmlElement | undefined): string => JSON.stringify(document ?? null)
