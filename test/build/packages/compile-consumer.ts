import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

export interface Compiled {
  status: number | null
  errors: string
}

/** Compiles a program against the package's declarations, as strictly as the compiler can. */
export function compileConsumer(path: string, lib: string): Compiled {
  // The package's declarations are checked, too. Those of TypeScript itself are not: they take longer than all others.
  const checks = '--noEmit --strict --skipLibCheck false --skipDefaultLibCheck'
  const options = `${checks} --module esnext --moduleResolution bundler --types --lib ${lib}`
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...options.split(' '), path], { encoding: 'utf8' })
  return { status, errors: stdout }
}

export const COMPILED: Compiled = { status: 0, errors: '' }
