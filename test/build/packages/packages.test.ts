/** The npm packages as their users get them. One build of the declarations serves all three. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jest } from '@jest/globals'
import { CLIENT_PROJECTS, emitDeclarations } from '../../../dev/build/declarations'
import { describeCopy } from './copy'
import { describeMiniProgramPackage } from './mini-program-package'
import { describeNewcomer } from './newcomer'
import { describeServerPackage } from './server-package'
import { describeWebPackage } from './web-package'
import { describeWeights } from './weights'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** The compiler, npm and the packages' commands run as processes of their own, which may be slow on a busy computer. */
jest.setTimeout(300_000)

const folder = mkdtempSync(join(tmpdir(), 'packages-'))
beforeAll(() => emitDeclarations(ROOT, [...CLIENT_PROJECTS, 'server']))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeMiniProgramPackage(ROOT, folder)
describeWebPackage(ROOT, folder)
describeWeights(ROOT, folder)
describeNewcomer(ROOT, folder)
describeCopy(ROOT, folder)
describeServerPackage(ROOT, folder)
