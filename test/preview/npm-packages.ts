import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Started, startAll, type Visit, visit } from './rig'

const FILES: Record<string, string> = {
  'app.json': JSON.stringify({ pages: ['pages/home/home'], usingComponents: { tick: 'pack/tick/tick' } }),
  'app.js': 'App({})',
  'pages/home/home.json': JSON.stringify({ usingComponents: { stars: '@scope/stars', own: './own' } }),
  'pages/home/home.wxml': '<stars count="3" /><tick /><own />',
  'pages/home/home.js': `Page({ onLoad() { wx.setNavigationBarTitle({ title: require('pack').title }) } })`,
  'pages/home/own.json': JSON.stringify({ component: true }),
  'pages/home/own.wxml': '<text>own part</text>',
  'pages/home/own.js': 'Component({})',

  // As `npm install` leaves them: `miniprogram` names the folder, and one package brings another.
  'node_modules/@scope/stars/package.json': JSON.stringify({ name: '@scope/stars', miniprogram: 'lib' }),
  'node_modules/@scope/stars/lib/index.json': JSON.stringify({
    component: true,
    usingComponents: { one: './one/one' },
  }),
  'node_modules/@scope/stars/lib/index.wxml': `
<wxs src="./words.wxs" module="words" /><import src="./row.wxml" />
<template is="row" data="{{ text: words.text(count) }}" /><one />`,
  'node_modules/@scope/stars/lib/row.wxml': '<template name="row"><text class="row">{{text}}</text></template>',
  'node_modules/@scope/stars/lib/words.wxs': `module.exports.text = function (count) { return count + ' stars' }`,
  'node_modules/@scope/stars/lib/index.wxss': '@import "./colours.wxss";',
  'node_modules/@scope/stars/lib/colours.wxss': '.row { color: rgb(1, 2, 3); }',
  'node_modules/@scope/stars/lib/index.js': 'Component({ properties: { count: Number } })',
  'node_modules/@scope/stars/lib/one/one.json': JSON.stringify({ component: true }),
  'node_modules/@scope/stars/lib/one/one.wxml': '<text>{{word}}</text>',
  'node_modules/@scope/stars/lib/one/one.js': `Component({ data: { word: require('inner').word } })`,
  'node_modules/@scope/stars/lib/miniprogram_npm/inner/index.js': `exports.word = 'one inside'`,
  // Not used, so its tags do not matter.
  'node_modules/@scope/stars/lib/map/map.json': JSON.stringify({ component: true }),
  'node_modules/@scope/stars/lib/map/map.wxml': '<canvas />',
  'node_modules/pack/package.json': JSON.stringify({ name: 'pack', main: 'miniprogram_dist/index.js' }),
  'node_modules/pack/miniprogram_dist/index.js': `exports.title = 'from a package'`,
  'node_modules/pack/miniprogram_dist/tick/tick.json': JSON.stringify({ component: true }),
  'node_modules/pack/miniprogram_dist/tick/tick.wxml': '<text>tick</text>',
  'node_modules/pack/miniprogram_dist/tick/tick.js': 'Component({})',
}

/** A mini-program whose components and scripts come from npm packages. */
export function describeNpmPackages(browser: () => Browser): void {
  describe('a mini-program with npm packages', () => {
    let root: string
    let started: Started
    let here: Visit
    const at = (file: string): string => join(root, file)
    const write = async (file: string, text: string): Promise<void> => {
      await mkdir(dirname(at(file)), { recursive: true })
      await writeFile(at(file), text)
    }
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'wx-oss-upload-npm-'))
      for (const [file, text] of Object.entries(FILES)) await write(file, text)
    })
    afterEach(async () => {
      await here.close()
      await started.close()
      await rm(root, { recursive: true, force: true })
    })
    const expectAll = async (): Promise<void> => {
      started = await startAll(root)
      here = await visit(browser(), started)
      await here.page.getByRole('heading', { name: 'from a package' }).waitFor()
      for (const text of ['tick', 'one inside', 'own part']) await here.phone.getByText(text, { exact: true }).waitFor()
      const row = here.phone.getByText('3 stars')
      expect(await row.evaluate(colourOf)).toBe('rgb(1, 2, 3)')
      expect(here.errors).toEqual([])
    }

    it('shows their components as soon as the packages are installed', expectAll)

    it('shows their components from what "Build npm" has made, without the packages', async () => {
      await mkdir(at('miniprogram_npm/@scope'), { recursive: true })
      await rename(at('node_modules/@scope/stars/lib'), at('miniprogram_npm/@scope/stars'))
      await rename(at('node_modules/pack/miniprogram_dist'), at('miniprogram_npm/pack'))
      await rm(at('node_modules'), { recursive: true })
      await expectAll()
    })

    it('runs the scripts of what "Build npm" has made, like the components, and not those of the installed package', async () => {
      await write('miniprogram_npm/pack/index.js', `exports.title = 'built'`)
      await write('miniprogram_npm/pack/tick/tick.json', JSON.stringify({ component: true }))
      await write('miniprogram_npm/pack/tick/tick.wxml', '<text>{{title}}</text>')
      await write(
        'miniprogram_npm/pack/tick/tick.js',
        `Component({ data: { title: 'tick, ' + require('pack').title } })`,
      )
      started = await startAll(root)
      here = await visit(browser(), started)
      await here.page.getByRole('heading', { name: 'built' }).waitFor()
      await here.phone.getByText('tick, built').waitFor()
      expect(here.errors).toEqual([])
    })

    it('runs the script for mini-programs of a package that has one for Node as well', async () => {
      const description = { name: 'pack', main: 'node.js', miniprogram: 'miniprogram_dist' }
      await write('node_modules/pack/package.json', JSON.stringify(description))
      await write('node_modules/pack/node.js', `exports.title = require('node:os').hostname()`)
      await expectAll()
    })

    it('names each component that is nowhere, and recovers', async () => {
      const using = { stars: '@scope/stars/gone', own: './own', far: '/parts/far' }
      await write('pages/home/home.json', JSON.stringify({ usingComponents: using }))
      await write('pages/home/home.wxml', '<own />')
      started = await startAll(root)
      const page = await browser().newPage()
      await page.goto(started.preview.url)
      const alert = page.getByRole('alert')
      await alert.getByText('pages/home/home.json: no file @scope/stars/gone.wxml for <stars>').waitFor()
      await alert.getByText('pages/home/home.json: no file /parts/far.wxml for <far>').waitFor()
      await page.close()
      await write('pages/home/home.json', JSON.stringify({ usingComponents: { own: './own' } }))
      here = await visit(browser(), started)
      await here.phone.getByText('own part').waitFor()
    })
  })
}

/** Runs in the phone. */
function colourOf(element: unknown): string {
  const { getComputedStyle } = globalThis as unknown as { getComputedStyle(of: unknown): { color: string } }
  return getComputedStyle(element).color
}
