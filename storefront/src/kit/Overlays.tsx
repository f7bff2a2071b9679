import { Box, Text } from './base'
import { Button } from './Button'
import { Challenge } from './Challenge'
import { Icon } from './Icon'
import { useEscape } from './use-escape'
import { useOverlays } from './overlays-store'
import { Viewer } from './Viewer'
import './overlays.scss'

/** Toast and dialog of the page that is in front. */
export function Overlays() {
  const { toast, dialog, challenge, viewer } = useOverlays()
  useEscape(!!dialog, () => dialog?.answer(false))
  return (
    <>
      {viewer ? <Viewer {...viewer} /> : null}
      <Box className="toast__place" live>
        {toast ? (
          <Box key={toast.at} className="toast" testId="toast">
            {toast.kind === 'plain' ? null : <Icon name={toast.kind === 'good' ? 'success' : 'alert'} size={18} />}
            <Text>{toast.text}</Text>
          </Box>
        ) : null}
      </Box>
      {challenge ? <Challenge onAnswer={challenge.answer} /> : null}
      {dialog ? (
        <Box className="dialog" still>
          <Box className="dialog__mask" onClick={() => dialog.answer(false)} />
          <Box className="dialog__box" role="dialog" label={dialog.title} testId="dialog">
            <Box className="dialog__title">{dialog.title}</Box>
            {dialog.text ? <Box className="dialog__text">{dialog.text}</Box> : null}
            <Box className="dialog__buttons">
              {dialog.cancel === null ? null : (
                <Button kind="line" block testId="dialog-cancel" onTap={() => dialog.answer(false)}>
                  {dialog.cancel}
                </Button>
              )}
              <Button kind={dialog.danger ? 'danger' : 'primary'} block testId="dialog-ok" onTap={() => dialog.answer(true)}>
                {dialog.ok}
              </Button>
            </Box>
          </Box>
        </Box>
      ) : null}
    </>
  )
}
