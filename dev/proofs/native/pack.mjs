/** Packs the npm packages of the project below a mini-program, as "Build npm" of DevTools does. */
import ci from 'miniprogram-ci'

const [miniprogramNpmDistDir] = process.argv.slice(2)
const result = await ci.packNpmManually({ packageJsonPath: 'package.json', miniprogramNpmDistDir, ignores: [] })
if (result.miniProgramPackNum !== 1 || result.warnList.length > 0) throw new Error(JSON.stringify(result))
