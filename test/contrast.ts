import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Frame, Page } from 'playwright-core'

const AXE = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * The texts of a page and its frames whose contrast is below 4.5:1, with their colours. Large texts are not excepted.
 * Texts over pictures are not judged.
 */
export async function faintTexts(page: Page): Promise<string[]> {
  const source = await AXE
  const found = await Promise.all(page.frames().map((frame) => faintIn(frame, source)))
  return found.flat()
}

async function faintIn(frame: Frame, source: string): Promise<string[]> {
  await frame.evaluate(source)
  return frame.evaluate(runAxe)
}

/** Runs in the page; the test's program does not have the page's types. */
async function runAxe(): Promise<string[]> {
  interface Result {
    violations: { nodes: { html: string; failureSummary: string }[] }[]
  }
  interface Axe {
    configure(spec: object): void
    run(options: object): Promise<Result>
  }
  const { axe } = globalThis as unknown as { axe: Axe }
  const options = { contrastRatio: { normal: { expected: 4.5 }, large: { expected: 4.5 } } }
  axe.configure({ checks: [{ id: 'color-contrast', options }] })
  const { violations } = await axe.run({ runOnly: ['color-contrast'], iframes: false })
  return violations.flatMap(({ nodes }) =>
    nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.replace(/\s+/g, ' ')}`),
  )
}
