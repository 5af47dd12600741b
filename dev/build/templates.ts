/** `npm run check:templates`: runs WeChat's own compilers on `miniprogram/`. */
import { fileURLToPath } from 'node:url'
import { compileTemplates } from './compile-templates'

const faults = compileTemplates(fileURLToPath(new URL('../../miniprogram', import.meta.url)))
for (const fault of faults) console.error(fault)
if (faults.length > 0) process.exitCode = 1
