/** The app's instance: defines `App` and `getApp`, and calls its lifecycle methods. */
export interface RunningApp {
  launch(run: () => unknown): void
  notify(event: 'onShow' | 'onHide'): void
}

type AppInstance = Record<string, unknown>

/** How WeChat has opened the app. */
export const LAUNCH = { path: '', query: {}, scene: 1001 }

export function createApp(): RunningApp {
  let app: AppInstance = {}
  const call = (name: string, argument?: unknown): void => {
    const method = app[name]
    if (typeof method === 'function') method.call(app, argument)
  }
  Object.assign(globalThis, {
    App: (definition: AppInstance) => {
      app = { ...definition }
    },
    getApp: () => app,
    // What all scripts of an app share.
    global: {},
  })
  return {
    launch(run) {
      run()
      call('onLaunch', LAUNCH)
      call('onShow', LAUNCH)
    },
    notify: (event) => call(event, LAUNCH),
  }
}
