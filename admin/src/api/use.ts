import { keepPreviousData, QueryClient, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { App } from 'antd'
import { useT } from '../i18n/i18n.tsx'
import { api, type Input, type Name, type Reply } from './api.ts'
import { ApiError } from './error.ts'
import { messageOf } from './message.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only what may pass by itself is asked again.
      retry: (times, error) => times < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
    },
  },
})

interface ReadOptions {
  enabled?: boolean
  refetchInterval?: number
}

/** Reads with one operation. While the input changes the last reply stays, so lists do not flash. */
export function useRead<N extends Name>(name: N, input?: Input<N>, options: ReadOptions = {}): UseQueryResult<Reply<N>, Error> {
  return useQuery<Reply<N>>({
    queryKey: [name, input ?? {}],
    queryFn: () => run(name, input),
    placeholderData: keepPreviousData,
    ...options,
  })
}

/** What a write makes out of date. */
interface WriteOptions<N extends Name> {
  /** Operations whose replies must be read again. */
  stale?: readonly Name[]
  /** Said when it worked. */
  success?: string
  onDone?: (reply: Reply<N>) => void
  /** Handles an error in place (a form beside its fields) and answers true; others are shown as a message. */
  onError?: (error: Error) => boolean
}

/** Writes with one operation; errors that nobody handles are shown with their request id. */
export function useWrite<N extends Name>(name: N, options: WriteOptions<N> = {}) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const t = useT()
  return useMutation<Reply<N>, Error, Input<N>>({
    mutationFn: (input) => run(name, input),
    onSuccess: async (reply) => {
      if (options.success) message.success(options.success)
      options.onDone?.(reply)
      await Promise.all((options.stale ?? []).map((operation) => client.invalidateQueries({ queryKey: [operation] })))
    },
    onError: (error) => {
      if (options.onError?.(error)) return
      message.error(messageOf(error, t), 6)
    },
  })
}

/** The client's methods differ by operation; `Name` ties the input to the reply, which TypeScript cannot follow through a union. */
export function run<N extends Name>(name: N, input?: Input<N>): Promise<Reply<N>> {
  const operation = api[name] as (input?: Input<N>) => Promise<Reply<N>>
  return operation(input)
}
