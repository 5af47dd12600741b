/** The settings that the server writes into the page. */
export interface Settings {
  /** The backend's address. */
  server: string
}

export const readSettings = (): Settings =>
  JSON.parse(document.getElementById('settings')?.textContent ?? '') as Settings
