import { existsSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { routesFileSchema } from '../../../routes-file/file-schema'
import { languageOf, type Text } from '../../terminal/language'
import { CommandError, EXIT, type Terminal } from '../../terminal/terminal'
import { firstFile } from './first-file'

const OPTIONS = {
  lang: { type: 'string' },
  out: { type: 'string', default: 'routes.yaml' },
  'dry-run': { type: 'boolean', default: false },
} as const

const WORDS = {
  written: { zh: '已写入：', en: 'Written: ' },
  next: {
    zh: '下一步：按需修改，然后运行 npx wx-oss-upload-server serve --routes ',
    en: 'Next: edit it, then run npx wx-oss-upload-server serve --routes ',
  },
  exists: {
    zh: '已存在，没有改动。请用 --out 指定其他文件名。',
    en: 'exists, and was not changed. Use --out to name another file.',
  },
} as const satisfies Record<string, Text>

/** `setup routes`: writes a first routes file, and beside it the JSON Schema with which editors complete and check it. */
export async function routesCommand(args: string[], { env, folder, stdout }: Terminal): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const language = languageOf(values.lang, env)
  const path = resolve(folder, values.out)
  const schema = path.replace(/(\.\w+)?$/, '.schema.json')
  const text = firstFile(language, basename(schema))
  if (values['dry-run']) {
    stdout.write(text)
    return EXIT.ok
  }
  if (existsSync(path)) throw new CommandError(`${values.out}：${WORDS.exists.zh}`, `${values.out}: ${WORDS.exists.en}`)
  writeFileSync(schema, `${JSON.stringify(routesFileSchema(), null, 2)}\n`)
  writeFileSync(path, text)
  stdout.write(`${WORDS.written[language]}${path}, ${schema}\n${WORDS.next[language]}${values.out}\n`)
  return EXIT.ok
}
