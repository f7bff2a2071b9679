import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { t } from '@/i18n'
import { Box, Picture, Text } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Field } from '@/kit/Field'
import { Icon } from '@/kit/Icon'
import { Popup } from '@/kit/Popup'
import { go } from '@/lib/navigate'
import type { Stage, useEntry } from './use-entry'
import './entry-sheet.scss'

type Entry = ReturnType<typeof useEntry>

/** Over the page while one waits, answers a question, or has come too late. */
export function EntrySheet({ stage, ask, leave }: Entry) {
  const [last, setLast] = useState<Stage | null>(stage)
  if (stage && stage !== last) setLast(stage)
  // While it sinks it shows what was there.
  const shown = stage ?? last
  const title = t(shown?.at === 'check' ? 'flash.checkTitle' : shown?.at === 'gone' ? 'flash.goneTitle' : 'flash.queueTitle')
  return (
    <Popup open={stage !== null} onClose={leave} title={title} testId="flash-entry">
      {shown?.at === 'queue' ? <Queue {...shown} onLeave={leave} /> : null}
      {shown?.at === 'check' ? <Check key={shown.challenge.question} {...shown} ask={ask} /> : null}
      {shown?.at === 'gone' ? <Gone onLeave={leave} /> : null}
    </Popup>
  )
}

function Queue({ ahead, most, onLeave }: { ahead: number; most: number; onLeave: () => void }) {
  const done = most === 0 ? 0 : Math.round(((most - ahead) / most) * 100)
  return (
    <Box className="flash-entry">
      <Box className="flash-entry__number" testId="flash-ahead">
        {String(ahead)}
      </Box>
      <Text className="flash-entry__text">{t('flash.ahead')}</Text>
      <Box className="flash-entry__track" hidden>
        <Box className="flash-entry__fill" style={{ width: `${Math.max(done, 4)}%` }} />
      </Box>
      <Text className="flash-entry__hint">{t('flash.queueHint')}</Text>
      <Button block kind="line" onTap={onLeave} testId="flash-leave">
        {t('flash.leave')}
      </Button>
    </Box>
  )
}

function Check({ challenge, wrong, ask }: Extract<Stage, { at: 'check' }> & Pick<Entry, 'ask'>) {
  const [code, setCode] = useState('')
  return (
    <Box className="flash-entry">
      <Picture className="flash-entry__picture" src={challenge.picture} alt={t('flash.checkPicture')} fit="contain" />
      <Box className="flash-entry__field">
        <Field
          id="flash-code"
          label={t('flash.checkLabel')}
          value={code}
          type="digits"
          testId="flash-code"
          maxLength={4}
          placeholder={t('flash.checkHint')}
          error={code === '' ? wrong : ''}
          onInput={setCode}
        />
      </Box>
      <Button block disabled={code.length !== 4} onTap={() => ask({ question: challenge.question, code })} testId="flash-answer">
        {t('flash.checkGo')}
      </Button>
      <Button block kind="quiet" onTap={() => ask()} testId="flash-another">
        {t('flash.checkAnother')}
      </Button>
    </Box>
  )
}

function Gone({ onLeave }: { onLeave: () => void }) {
  const client = useQueryClient()
  const others = () => {
    onLeave()
    void client.invalidateQueries({ queryKey: ['flash'] })
    go('flashSales')
  }
  return (
    <Box className="flash-entry">
      <Box className="flash-entry__icon">
        <Icon name="flame" size={36} />
      </Box>
      <Text className="flash-entry__text">{t('flash.goneText')}</Text>
      <Text className="flash-entry__hint">{t('flash.goneHint')}</Text>
      <Button block onTap={others} testId="flash-others">
        {t('flash.others')}
      </Button>
    </Box>
  )
}
