import { type Document, isAlias, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import * as z from 'zod'
import { bucketProblem } from '../define-routes/check-buckets'
import { defineRoutes, type RouteRules, type RouteTable, route } from '../define-routes/route'
import type { Size } from '../define-routes/size'
import { nearestWord } from '../faults/nearest-word'
import { aliasProblem } from './alias-problem'
import { type Complaint, lineOf, type Path, RoutesFileError } from './complaint'
import { endlessReference } from './endless-reference'
import { FILE_ROUTE, type FileRoute, ROUTES_FILE } from './file-schema'
import { KEYWORDS } from './json-schema'

/**
 * Reads the text of a routes file, YAML or JSON (which is YAML as well), through the same checks as `route()`.
 * @param file its name, for the complaints.
 * @param buckets the names that a route may give as its `bucket`.
 * @throws RoutesFileError with the line of each fault.
 */
export function parseRoutes(text: string, file: string, buckets: readonly string[] = []): RouteTable {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const refuse = (complaints: readonly Complaint[]): never => {
    throw new RoutesFileError(complaints.map((one) => lineOf(one, file, document, lines)))
  }
  // A tag that nothing resolves is only a warning: `!ENV FOLDER` would silently become the text FOLDER.
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) throw new RoutesFileError([`${file}:${lines.linePos(fault.pos[0]).line}: ${fault.message}`])
  const alias = aliasProblem(document)
  if (alias) throw new RoutesFileError([`${file}:${lines.linePos(alias.offset).line}: ${alias.message}`])
  refuseProto(document, file, lines)
  const parsed = ROUTES_FILE.safeParse(readValue(document, file))
  if (!parsed.success) return refuse(parsed.error.issues.flatMap(complaintsOf))
  const complaints: Complaint[] = []
  const routes: Record<string, RouteRules> = {}
  for (const [name, options] of Object.entries(parsed.data.routes)) {
    const message = bucketProblem(options.bucket, buckets)
    if (message !== undefined) complaints.push({ path: ['routes', name, 'bucket'], message })
    try {
      routes[name] = routeOf(options)
    } catch (error) {
      complaints.push(complaintOf(error as Error, ['routes', name]))
    }
  }
  if (complaints.length > 0) return refuse(complaints)
  try {
    return defineRoutes(routes)
  } catch (error) {
    // The message names the route: Route "photo": …
    const [, name = '', message = ''] = /^Route "(.*?)": (.*)/s.exec((error as Error).message) ?? []
    return refuse([{ path: ['routes', name], message: message || (error as Error).message }])
  }
}

/** Objects of JavaScript have no such key, so it would be ignored in silence. */
function refuseProto(document: Document, file: string, lines: LineCounter): void {
  visit(document, {
    Pair(_, { key }) {
      const name = isAlias(key) ? key.resolve(document) : key
      if (!isScalar(name) || name.value !== '__proto__') return
      const { range } = key as Node
      throw new RoutesFileError([`${file}:${lines.linePos(range?.[0] ?? 0).line}: __proto__: is not a valid name`])
    },
  })
}

/** An alias that is used more often than this makes a small file a huge one. https://en.wikipedia.org/wiki/Billion_laughs_attack */
const MAX_ALIASES = 100

function readValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    const { message } = error as Error
    throw new RoutesFileError([`${file}: ${message}${hintTo(message)}`])
  }
}

function hintTo(message: string): string {
  return message.startsWith('Excessive alias count') ? `: expected at most ${MAX_ALIASES} aliases` : ''
}

function routeOf({ input, maxSize, minSize, ...options }: FileRoute): RouteRules {
  return route({
    ...options,
    maxSize: maxSize as Size,
    ...(minSize !== undefined && { minSize: minSize as Size }),
    ...(input !== undefined && { input: inputSchema(input) }),
  })
}

function inputSchema(input: unknown): z.ZodType {
  const endless = endlessReference(input)
  if (endless !== undefined)
    throw new Error(`input: "$ref": ${JSON.stringify(endless)} refers to itself without an end`)
  try {
    return z.fromJSONSchema(input as Parameters<typeof z.fromJSONSchema>[0])
  } catch (error) {
    throw new Error(`input: ${(error as Error).message}`)
  }
}

/** The checks of `route()` begin their messages with the option: `maxSize: expected …`. */
function complaintOf({ message }: Error, path: Path): Complaint {
  const [, option, rest] = /^(\w+): (.*)/s.exec(message) ?? []
  return option && rest && option in FILE_ROUTE.shape ? { path: [...path, option], message: rest } : { path, message }
}

function complaintsOf(issue: z.core.$ZodIssue): Complaint[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownKey(key, keysAt(path)) }))
  }
  if (issue.code === 'invalid_union') return complaintsOf(nearest(issue))
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }]
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [{ path, message: isMissing ? `expected ${issue.expected}, but it is missing` : issue.message }]
}

function unknownKey(key: string, known: readonly string[]): string {
  const nearest = nearestWord(key, known)
  return nearest === undefined ? 'unknown key' : `unknown key. Did you mean ${nearest}?`
}

/** The complaint of the alternative that fits best: it fails at the deepest place, and not by its type. */
function nearest({ errors, path }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue {
  const rank = (issue: z.core.$ZodIssue): number => issue.path.length * 2 + Number(issue.code !== 'invalid_type')
  const best = errors.flat().reduce((one, other) => (rank(other) > rank(one) ? other : one))
  return { ...best, path: [...path, ...best.path] } as z.core.$ZodIssue
}

function keysAt(path: Path): string[] {
  if (path.length === 0) return Object.keys(ROUTES_FILE.shape)
  return Object.keys(path.length === 2 ? FILE_ROUTE.shape : KEYWORDS.shape)
}
