/** Where the controls are, on the listener of STS. */
export const ADMIN_PATH = '/admin'
