import { startDemoWorld } from './gateways/testing/demo-world.ts'
import type { Config } from './kernel/config.ts'

/** A stand-in for a piece of the outside world, started beside the server in demo mode. */
export interface Simulator {
  name: string
  start: (config: Config) => Promise<{ stop: () => Promise<void> }>
}

export const simulators: readonly Simulator[] = [
  { name: 'payment platform, mini-program host, text messages, carriers', start: startDemoWorld },
]
