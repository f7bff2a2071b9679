export const PLATFORM = 'weapp'
/** A browser has no account of a mini-program platform; the demo lends some (see the login page). */
export const hasPlatformLogin = false

export function platformCode(): Promise<string> {
  return Promise.reject(new Error('a browser has no mini-program login'))
}
