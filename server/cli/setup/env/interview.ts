import { otherNames } from '../../../config/bucket-config'
import { readEnvironment } from '../../../config/read-environment'
import type { Asker } from '../../terminal/ask'
import { configProblem } from '../../terminal/config-problem'
import type { Locale, Text } from '../../terminal/language'
import type { Style } from '../../terminal/terminal'
import type { Values } from './env-file'
import {
  BUCKET_QUESTIONS,
  HTTP_QUESTIONS,
  IDENTITIES,
  KEY_SECRET_QUESTION,
  otherBucketQuestions,
  type Question,
  RAM_QUESTIONS,
} from './questions'

export interface Interview {
  asker: Asker
  /** The known values. They are shown, and kept on an empty answer. */
  known: Values
  language: Locale
  style: Style
  say(text: string): void
}

const WORDS = {
  kept: { zh: '已设置，按回车保留', en: 'already set; Enter keeps it' },
  optional: { zh: '可以留空', en: 'may be empty' },
  identity: { zh: '如何识别用户？', en: 'How are users identified?' },
} as const satisfies Record<string, Text>

/** Asks for all values, for each one until it is right. */
export async function interview(context: Interview): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  const askAll = async (questions: readonly Question[]): Promise<void> => {
    for (const question of questions) answers[question.name] = await askOne(question, answers, context)
  }
  await askAll(BUCKET_QUESTIONS)
  for (const name of otherNames(answers)) await askAll(otherBucketQuestions(name))
  await askAll(RAM_QUESTIONS)
  if (answers.ALIBABA_CLOUD_ACCESS_KEY_ID) await askAll([KEY_SECRET_QUESTION])
  await askAll(await askIdentity(context))
  await askAll(HTTP_QUESTIONS)
  return answers
}

async function askOne(question: Question, answers: Values, context: Interview): Promise<string> {
  const { asker, known, language, style, say } = context
  const present = known[question.name] || question.defaultValue || ''
  for (;;) {
    const answer = (await asker.ask(promptOf(question, present, context), question.isSecret)) || present
    if (answer === '' && question.isOptional) return ''
    const problem = problemOf({ ...answers, [question.name]: answer }, question.name)
    if (!problem) return answer
    say(style.red(`  ${configProblem(problem, language)}`))
  }
}

function promptOf({ name, text, isSecret, isOptional }: Question, present: string, context: Interview): string {
  const { language, style } = context
  const shown = isSecret ? WORDS.kept[language] : present
  const aside = present ? shown : isOptional ? WORDS.optional[language] : ''
  return `${style.cyan(name)}  ${text[language]}${aside && style.dim(` [${aside}]`)}\n> `
}

async function askIdentity({ asker, known, language, style, say }: Interview): Promise<readonly Question[]> {
  const present = IDENTITIES.find(({ questions }) => questions.some(({ name }) => known[name]))?.name ?? 'wechat'
  const choices = IDENTITIES.map(({ name, text }) => `  ${name}  ${text[language]}`).join('\n')
  for (;;) {
    const answer = await asker.ask(`${WORDS.identity[language]}${style.dim(` [${present}]`)}\n${choices}\n> `)
    const chosen = IDENTITIES.find(({ name }) => name === (answer || present))
    if (chosen) return chosen.questions
    say(style.red(`  ${IDENTITIES.map(({ name }) => name).join(', ')}`))
  }
}

/** The problem that the backend finds with one value. The other values may still be missing. */
function problemOf(values: Values, name: string): string | undefined {
  try {
    readEnvironment(values)
  } catch (error) {
    const lines = (error as Error).message.split('\n').map((line) => line.trim())
    // The other value of a pair is asked for next.
    return lines.find((line) => line.startsWith(`${name}: `) && !/expected (together|beside)/.test(line))
  }
  return undefined
}
