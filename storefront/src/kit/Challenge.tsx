import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shop } from '@/api/client'
import { isCode } from '@/api/error'
import { t } from '@/i18n'
import { Box, Picture, Tap } from './base'
import { Button } from './Button'
import { Field } from './Field'
import { useEscape } from './use-escape'
import './challenge.scss'

/** Digits to be read from a picture, over the page that asked for them. */
export function Challenge({ onAnswer }: { onAnswer: (pass: string | null) => void }) {
  const [text, setText] = useState('')
  const puzzle = useQuery({ queryKey: ['challenge'], queryFn: () => shop.createChallenge(), gcTime: 0, staleTime: Infinity })
  const renew = () => {
    setText('')
    void puzzle.refetch()
  }
  const answer = useMutation({
    mutationFn: (id: string) => shop.answerChallenge({ id, answer: text }),
    onSuccess: ({ pass }) => onAnswer(pass),
    onError: (error) => {
      if (isCode(error, 'challenge_over')) renew()
    },
  })
  useEscape(true, () => onAnswer(null))
  const { data } = puzzle
  const send = () => {
    if (data && text.length > 0) answer.mutate(data.id)
  }
  return (
    <Box className="dialog" still>
      <Box className="dialog__mask" onClick={() => onAnswer(null)} />
      <Box className="dialog__box" role="dialog" label={t('challenge.title')} testId="challenge">
        <Box className="dialog__title">{t('challenge.title')}</Box>
        <Box className="dialog__text">{t('challenge.text')}</Box>
        <Box className="challenge__row">
          <Box className="challenge__picture">
            {data ? (
              <Picture className="challenge__image" src={data.puzzle.picture} alt={t('challenge.picture')} eager fit="contain" />
            ) : null}
          </Box>
          <Tap className="challenge__again" testId="challenge-again" onTap={renew}>
            {t('challenge.again')}
          </Tap>
        </Box>
        <Field
          label={t('challenge.answer')}
          unlabelled
          placeholder={t('challenge.answer')}
          value={text}
          type="digits"
          maxLength={8}
          error={answer.error?.message ?? puzzle.error?.message}
          testId="challenge-answer"
          onInput={setText}
          onConfirm={send}
        />
        {data?.demoAnswer ? <Box className="challenge__demo">{t('challenge.demo', { answer: data.demoAnswer })}</Box> : null}
        <Box className="dialog__buttons">
          <Button kind="line" block testId="challenge-cancel" onTap={() => onAnswer(null)}>
            {t('common.cancel')}
          </Button>
          <Button block testId="challenge-ok" disabled={!data || text.length === 0} onTap={send}>
            {t('common.ok')}
          </Button>
        </Box>
      </Box>
    </Box>
  )
}
