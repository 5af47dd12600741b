/** The frameworks whose apps are built and run, each by the samples of its page in `docs/frameworks`. */
export interface Proof {
  /** Its folder here, and its page. */
  name: string
  apps: readonly App[]
}

export interface App {
  /** Title of the part of the page that has its samples. Default: the whole page. Samples before the first part are for all. */
  section?: string
  /** The folder of the proof that becomes `src`. Default: the proof has a `src`. */
  source?: string
  /** Builds the app. */
  build: readonly [string, ...string[]]
  env?: Readonly<Record<string, string>>
  /** The mini-program that this makes, below the proof's folder. */
  output: string
}

const taro = (section: string, framework: 'react' | 'vue3', compiler: 'webpack5' | 'vite'): App => ({
  section,
  source: framework,
  build: ['npx', 'taro', 'build', '--type', 'weapp'],
  env: { PROOF_FRAMEWORK: framework, PROOF_COMPILER: compiler },
  output: 'dist',
})

export const PROOFS: readonly Proof[] = [
  { name: 'uni-app', apps: [{ build: ['npx', 'uni', 'build', '-p', 'mp-weixin'], output: 'dist/build/mp-weixin' }] },
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
