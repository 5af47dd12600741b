/** The frameworks whose apps are built and run, each by the samples of its page. */
export interface Proof {
  /** Its folder in `examples`, or here. */
  name: string
  /** Below `docs`. Default: the page of this name in `frameworks`. */
  pages?: readonly string[]
  apps: readonly App[]
}

export interface App {
  /** Title of the part of the page that has its samples. Default: the whole page. Samples before the first part are for all. */
  section?: string
  /** Where the samples of `src` go. Default: there. */
  source?: string
  /** Where the folder for uni-app's market is put, below the app's folder. Default: nowhere. */
  module?: string
  /** CSS selector of the button of a kit that adds a photo. Default: what reads 添加照片. */
  kit?: string
  /** Builds the app. Default: it is run as it is. */
  build?: readonly [string, ...string[]]
  env?: Readonly<Record<string, string>>
  /** The mini-program that this makes, below the app's folder. */
  output: string
}

const uniApp = (section: string): App => ({
  section,
  module: 'src/uni_modules/wx-oss-upload',
  build: ['npx', 'uni', 'build', '-p', 'mp-weixin'],
  output: 'dist/build/mp-weixin',
})

const taro = (section: string, framework: 'react' | 'vue3', compiler: 'webpack5' | 'vite'): App => ({
  section,
  source: framework === 'vue3' ? 'src-vue' : 'src',
  build: ['npx', 'taro', 'build', '--type', 'weapp'],
  env: { TARO_FRAMEWORK: framework, TARO_COMPILER: compiler },
  output: 'dist',
})

export const PROOFS: readonly Proof[] = [
  {
    name: 'native',
    pages: ['component.md', 'mini-program.md'],
    // The first is in JavaScript, the second in TypeScript, which the preview compiles.
    apps: ['.', 'miniprogram'].map((root) => ({ build: ['node', 'pack.mjs', root], output: root })),
  },
  {
    name: 'uni-app',
    apps: [uniApp('By code'), uniApp('The component')],
  },
  { name: 'mpx', apps: [{ build: ['npx', 'mpx-cli-service', 'build', '--targets=wx'], output: 'dist/wx' }] },
  { name: 'weapp-vite', apps: [{ build: ['npx', 'weapp-vite', 'build'], output: 'dist' }] },
  { name: 'tdesign', apps: [{ kit: '[aria-label="上传"]', output: '.' }] },
  { name: 'vant', apps: [{ kit: '[class*="van-uploader__upload"]', output: '.' }] },
  {
    name: 'taro',
    apps: [
      taro('The component in React', 'react', 'webpack5'),
      taro('The component in Vue', 'vue3', 'webpack5'),
      taro('By code in React', 'react', 'vite'),
      taro('By code in Vue', 'vue3', 'vite'),
    ],
  },
]
