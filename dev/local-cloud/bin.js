#!/usr/bin/env node
// The sources are TypeScript. tsx is registered from here, so that the command works in any folder.
import { register } from 'tsx/esm/api'

register()
await import('./cli.ts')
