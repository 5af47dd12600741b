/** Path of the admin page and API, on the listener of STS. */
export const ADMIN_PATH = '/admin'
