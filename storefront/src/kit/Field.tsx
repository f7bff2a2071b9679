import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names'
import { Box, Text, TextArea, TextField } from './base'
import type { FieldProps } from './types'
import './field.scss'

interface Props extends FieldProps {
  error?: string | undefined
  /** Drawn at the end of the row: a button, a unit. */
  end?: ReactNode
  area?: boolean
  /** Hides the visible label; it is still read out. */
  unlabelled?: boolean
}

/** A labelled input with its error beside it. */
export function Field({ error, end, area, unlabelled, ...input }: Props) {
  const Input = area ? TextArea : TextField
  return (
    <Box className={classNames('field', error && 'field--wrong')}>
      {unlabelled ? null : <Text className="field__label">{input.label}</Text>}
      <Box className="field__main">
        <Input {...input} invalid={!!error} />
        {error ? (
          <Box className="field__error" role="alert">
            {error}
          </Box>
        ) : null}
      </Box>
      {end}
    </Box>
  )
}
