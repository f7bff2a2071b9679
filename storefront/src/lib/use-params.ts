import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { pageParams } from './links'

/** The parameters this page was opened with. They never change while it lives. */
export function useParams(): Record<string, string> {
  const { params } = useRouter()
  const [first] = useState(() => pageParams(params))
  return first
}
