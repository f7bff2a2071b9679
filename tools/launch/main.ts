import { Advice, endChildren } from './process.mjs'

type Command = (args: string[]) => Promise<void>

const commands: Record<string, () => Promise<Command>> = {
  start: async () => (await import('../commands/start.ts')).start,
  test: async () => (await import('../commands/test.ts')).test,
  reset: async () => (await import('../commands/reset.ts')).reset,
  doctor: async () => (await import('../commands/doctor.ts')).doctor,
  gen: async () => (await import('../commands/gen.ts')).gen,
  torture: async () => (await import('../commands/torture.ts')).torture,
  bench: async () => (await import('../commands/bench.ts')).bench,
}

/** Runs one command; what a person can mend is said in a sentence, a fault of ours with its stack. */
export async function main(args: string[]): Promise<void> {
  const [name = '', ...rest] = args
  try {
    const load = commands[name]
    if (!load) throw new Advice(`There is no command "${name}".`)
    await (
      await load()
    )(rest)
  } catch (error) {
    process.exitCode = 1
    console.error(error instanceof Advice ? `\n${error.message}` : error)
  } finally {
    endChildren()
  }
}

if (process.argv[1] === import.meta.filename) {
  await main(process.argv.slice(2))
  process.exit()
}
