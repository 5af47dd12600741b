/**
 * A time as OSS writes it in XML: `2026-01-02T03:04:05.000Z`. OSS counts whole seconds, and SDKs such as oss2 for Python
 * cannot parse any other fraction than `.000`.
 * @param instant milliseconds since 1970
 */
export const ossTime = (instant: number): string => new Date(Math.floor(instant / 1000) * 1000).toISOString()
