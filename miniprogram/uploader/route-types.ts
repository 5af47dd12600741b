/** The shape of the backend's `typeof routes`, as a page imports it: `import type { Routes } from '…/server/routes'`. */
export type RouteTypes = Record<string, { readonly '~types'?: { input: unknown; data: unknown } }>

export type InputOf<Routes extends RouteTypes, Name extends keyof Routes> = NonNullable<Routes[Name]['~types']>['input']

export type DataOf<Routes extends RouteTypes, Name extends keyof Routes> = NonNullable<Routes[Name]['~types']>['data']
