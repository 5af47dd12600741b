import type * as z from 'zod'

const MAX_ISSUES = 3
const MAX_LENGTH = 300

/** What a schema refuses, in one line: `files.0.size: expected number, received string; …` */
export const describeIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
    .slice(0, MAX_LENGTH)
