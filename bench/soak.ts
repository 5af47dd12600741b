/**
 * node --import tsx bench/soak.ts [UPLOADS]: a day on the virtual clock, 10,000 uploads with faults in one process. All
 * must be stored in the end, and what is alive after garbage collection must not grow: see test/model/soak.
 */
import { spawn } from 'node:child_process'

const [uploads = '10000'] = process.argv.slice(2)
const args = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js']
const soak = spawn(process.execPath, [...args, '--testPathPatterns', 'test/model/soak', '--maxWorkers=1'], {
  env: { ...process.env, SOAK_UPLOADS: uploads },
  stdio: 'inherit',
})
soak.once('close', (exitCode) => {
  process.exitCode = exitCode ?? 1
})
