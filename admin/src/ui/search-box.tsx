import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './use-debounced.ts'

interface Props {
  value: string
  placeholder: string
  onChange: (value: string) => void
}

/** Text of a search: applied shortly after typing stops, so that a list is not asked for at each letter. */
export function SearchBox({ value, placeholder, onChange }: Props) {
  const [text, setText] = useState(value)
  const settled = useDebounced(text, 300)
  const applied = useRef(value)
  useEffect(() => {
    if (settled === applied.current) return
    applied.current = settled
    onChange(settled.trim())
  }, [settled, onChange])
  useEffect(() => {
    // Back and forward change the address under the box.
    if (value === applied.current.trim()) return
    applied.current = value
    setText(value)
  }, [value])
  return (
    <Input
      className="grow"
      allowClear
      prefix={<SearchOutlined style={{ color: 'var(--ink3)' }} />}
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      maxLength={60}
      onChange={(event) => setText(event.target.value)}
      data-testid="search"
    />
  )
}
