/**
 * node --import tsx bench/soak.ts [UPLOADS]: a day on the virtual clock, 10,000 uploads with faults in one process. All
 * must be stored in the end, and what is alive after garbage collection must not grow: see test/model/soak.
 */
import { spawn } from 'node:child_process'
import { report } from './report'

const [uploads = '10000'] = process.argv.slice(2)
const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
const soak = spawn(process.execPath, [...args, '--testPathPatterns', 'test/model/soak', '--maxWorkers=1'], {
  env: { ...process.env, SOAK_UPLOADS: uploads },
  // What jest says is no row of the table.
  stdio: ['ignore', process.stderr, process.stderr],
})
soak.once('close', (exitCode) => {
  const isMet = exitCode === 0
  report([
    { what: `${uploads} uploads: all stored, memory flat`, measured: isMet ? 'yes' : 'no', expected: 'yes', isMet },
  ])
})
