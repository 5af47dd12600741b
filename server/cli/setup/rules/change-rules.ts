import { element, type XmlElement } from '../../../oss/xml'
import type { Operator } from '../../cloud/operator'
import { createAsker } from '../../terminal/ask'
import type { Locale, Text } from '../../terminal/language'
import { EXIT, styleOf, type Terminal } from '../../terminal/terminal'
import { type RuleSet, readRules, rulesOf, writeRules } from './rule-set'

export interface Change {
  set: RuleSet
  operator: Operator
  /** Makes the wanted rules from the existing ones. */
  wanted(rules: XmlElement[]): { rules: XmlElement[]; notes: readonly Text[] }
  /** Other elements of the document, which are set whenever rules are written. */
  extras?: readonly XmlElement[]
  /** Writes without asking. */
  yes: boolean
  /** Only shows the difference. */
  dryRun: boolean
}

const WORDS = {
  same: { zh: '规则已经符合要求，无需修改。', en: 'The rules are already as wanted; nothing to change.' },
  dryRun: { zh: '（--dry-run：没有写入）', en: '(--dry-run: nothing was written)' },
  ask: { zh: '写入吗？[y/N] ', en: 'Write it? [y/N] ' },
  needsYes: {
    zh: '没有终端，无法询问，没有写入。确认后请加 --yes 再运行。',
    en: 'There is no terminal to ask on, so nothing was written. Run it again with --yes.',
  },
  declined: { zh: '没有写入。', en: 'Nothing was written.' },
  changed: {
    zh: '规则在询问期间被改动，没有写入。请再运行一次。',
    en: 'The rules were changed in the meantime, so nothing was written. Run it again.',
  },
  written: { zh: '已写入，读回的规则一致。', en: 'Written, and verified by reading the rules back.' },
  differs: {
    zh: '已写入，但读回的规则不同，请检查。',
    en: 'Written, but the rules that were read back differ. Check them.',
  },
} as const satisfies Record<string, Text>

/** Shows the difference, asks, writes all rules at once, and reads them back. @returns the exit code */
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
  const status = notes.length > 0 ? EXIT.warnings : EXIT.ok
  if (!lines.some((line) => /^[+-]/.test(line))) {
    say(WORDS.same[language])
    return status
  }
  const refusal = await refusalOf(change, terminal, language)
  if (refusal) {
    say(refusal.text[language])
    return refusal.status
  }
  // The rules may have been changed while the question was open.
  if (textOf(await readRules(set, operator)) !== textOf(before)) {
    say(WORDS.changed[language])
    return EXIT.errors
  }
  await writeRules(set, operator, documentOf(change, before, rules))
  const isSame =
    rulesOf(set, await readRules(set, operator))
      .map(set.describe)
      .join('\n') === rules.map(set.describe).join('\n')
  say((isSame ? WORDS.written : WORDS.differs)[language])
  return isSame ? status : EXIT.errors
}

/** Returns why nothing is written; undefined if the rules may be written. */
async function refusalOf(
  { yes, dryRun }: Change,
  terminal: Terminal,
  language: Locale,
): Promise<{ text: Text; status: number } | undefined> {
  if (dryRun) return { text: WORDS.dryRun, status: EXIT.ok }
  if (yes) return undefined
  if (!terminal.stdin.isTTY) return { text: WORDS.needsYes, status: EXIT.usage }
  const asker = createAsker(terminal)
  const isAgreed = await asker.confirm(WORDS.ask[language]).finally(asker.close)
  return isAgreed ? undefined : { text: WORDS.declined, status: EXIT.ok }
}

/** Lists the unchanged rules (two spaces before them), then the removed (-) and the added ones (+). */
function differenceLines({ describe }: RuleSet, before: XmlElement[], after: XmlElement[]): string[] {
  const [old, fresh] = [before.map(describe), after.map(describe)]
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
