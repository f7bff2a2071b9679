import { useRouter } from '@tarojs/taro'
import { useRef } from 'react'
import { pageParams } from './navigate'

/** The parameters this page was opened with. They never change while it lives. */
export function useParams(): Record<string, string> {
  const { params } = useRouter()
  const first = useRef<Record<string, string>>()
  first.current ??= pageParams(params)
  return first.current
}
