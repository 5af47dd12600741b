/** The frameworks whose apps are built and run, each by the samples of its page. */
export interface Proof {
  /** Its folder here. */
  name: string
  /** Below `docs`. Default: the page of this name in `frameworks`. */
  pages?: readonly string[]
  apps: readonly App[]
}

export interface App {
  /** Title of the part of the page that has its samples. Default: the whole page. Samples before the first part are for all. */
  section?: string
  /** The folder of the proof that becomes `src`. Default: the proof has a `src`. */
  source?: string
  /** Where the folder for uni-app's market is put, below the proof's folder. Default: nowhere. */
  module?: string
  /** Builds the app. */
  build: readonly [string, ...string[]]
  env?: Readonly<Record<string, string>>
  /** The mini-program that this makes, below the proof's folder. */
  output: string
}

const uniApp = (section: string): App => ({
  section,
  build: ['npx', 'uni', 'build', '-p', 'mp-weixin'],
  output: 'dist/build/mp-weixin',
})

const taro = (section: string, framework: 'react' | 'vue3', compiler: 'webpack5' | 'vite'): App => ({
  section,
  source: framework,
  build: ['npx', 'taro', 'build', '--type', 'weapp'],
  env: { PROOF_FRAMEWORK: framework, PROOF_COMPILER: compiler },
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
    apps: [uniApp('By code'), { ...uniApp('The component'), module: 'src/uni_modules/wx-oss-upload' }],
  },
  { name: 'mpx', apps: [{ build: ['npx', 'mpx-cli-service', 'build', '--targets=wx'], output: 'dist/wx' }] },
  { name: 'weapp-vite', apps: [{ build: ['npx', 'weapp-vite', 'build'], output: 'dist' }] },
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
