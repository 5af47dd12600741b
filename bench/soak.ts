/**
 * node --import tsx bench/soak.ts [UPLOADS]: a day on the virtual clock with 10,000 uploads and faults in one process.
 * All must be stored in the end, and the heap after garbage collection must not grow: see test/model/soak.
 */
import { spawn } from 'node:child_process'
import { report } from './rig/report'

const [uploads = '10000'] = process.argv.slice(2)
const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
const soak = spawn(process.execPath, [...args, '--testPathPatterns', 'test/model/soak', '--maxWorkers=1'], {
  env: { ...process.env, SOAK_UPLOADS: uploads },
  // jest's output goes to stderr, as it is not part of the table.
  stdio: ['ignore', process.stderr, process.stderr],
})
soak.once('close', (exitCode) => {
  const isMet = exitCode === 0
  report([
    { what: `${uploads} uploads: all stored, memory flat`, measured: isMet ? 'yes' : 'no', expected: 'yes', isMet },
  ])
})
