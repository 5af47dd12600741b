import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

interface Matcher {
  add(patterns: string): Matcher
  filter(paths: readonly string[]): string[]
}

const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as () => Matcher

interface Instruction {
  name: string
  rest: string
}

export interface Stage {
  /** Stands for the root folder of the image. */
  root: string
  user: string
  /** The commands of RUN that were not run, because they are not npm's. */
  left: string[]
}

/** One instruction for each line of the file, without comments; a backslash continues a line. */
export const instructionsOf = (text: string): Instruction[] =>
  text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean)
    .map((line) => ({ name: line.replace(/ .*/, ''), rest: line.replace(/^\w+ /, '') }))

/**
 * Does what COPY and npm's RUN lines say, each stage in an empty folder of its own. It knows only what this Dockerfile
 * uses: one WORKDIR, paths without patterns, and no build arguments.
 * @param bin the folder with the `node` of the image.
 * @returns the stages by their names; the last one is `final`.
 */
export function replayDockerfile(repository: string, folder: string, bin: string): Record<string, Stage> {
  const context = copyContext(repository, join(folder, 'context'))
  const stages: Record<string, Stage> = {}
  let stage: Stage = { root: '', user: 'root', left: [] }
  const instructions: Readonly<Record<string, (rest: string) => void>> = {
    FROM(rest) {
      const [base = '', , name = 'final'] = rest.split(' ')
      stage = begin(join(folder, name), stages[base])
      stages[name] = stage
    },
    WORKDIR: () => mkdirSync(workdirOf(stage), { recursive: true }),
    USER(rest) {
      stage.user = rest
    },
    COPY: (rest) => copy(rest, context, stages, workdirOf(stage)),
    RUN(rest) {
      if (/^(npm|npx) /.test(rest)) run(rest, workdirOf(stage), bin)
      else stage.left.push(rest)
    },
  }
  for (const { name, rest } of instructionsOf(readFileSync(join(repository, 'Dockerfile'), 'utf8'))) {
    instructions[name]?.(rest)
  }
  return stages
}

/** The folder that stands for the image's /app. */
export const workdirOf = ({ root }: Stage): string => join(root, 'app')

function begin(root: string, base: Stage | undefined): Stage {
  mkdirSync(root)
  if (base) cpSync(base.root, root, { recursive: true, verbatimSymlinks: true })
  return { root, user: base?.user ?? 'root', left: [] }
}

/** What `docker build` sends: the files that git knows, without those of .dockerignore. */
function copyContext(repository: string, to: string): string {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: repository,
    encoding: 'utf8',
  })
  const files = listed.stdout.split('\0').filter((path) => path && existsSync(join(repository, path)))
  const patterns = readFileSync(join(repository, '.dockerignore'), 'utf8')
  for (const path of dockerignore().add(patterns).filter(files)) cpSync(join(repository, path), join(to, path))
  return to
}

/** A folder's contents are copied into the target, a file keeps its name if the target ends in a slash. */
function copy(rest: string, context: string, stages: Record<string, Stage>, workdir: string): void {
  const [, from, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(rest) ?? []
  const source = from ? (stages[from]?.root ?? '') : context
  const [target = '', ...sources] = paths.split(' ').reverse()
  for (const path of sources) {
    const to = join(workdir, /(^\.|)\/$/.test(target) ? join(target, basename(path)) : target)
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(source, path), to, { recursive: true, verbatimSymlinks: true })
  }
}

function run(command: string, cwd: string, bin: string): void {
  // npm's cache is the image's own: the Dockerfile cleans it, and that of this machine belongs to others.
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, npm_config_cache: join(cwd, '../.npm') }
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`)
}
