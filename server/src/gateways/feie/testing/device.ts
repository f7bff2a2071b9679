/** The key on every simulated device; its number is any nine digits. */
export const DEVICE_KEY = '88888888'

export type PaperState = 'online' | 'paper' | 'offline'
export interface Device {
  sn: string
  name: string
  state: PaperState
}
export interface Printed {
  id: string
  sn: string
  content: string
  copies: number
  at: number
  /** When it came out; null: it waits. */
  outAt: number | null
  expiresAt: number
}
