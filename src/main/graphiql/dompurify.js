// What Monaco takes from its own copy of DOMPurify, in the shape in which it takes it.
import purify from 'dompurify';

export const { addHook, removeHook, isSupported } = purify;
export const sanitize = (dirty, config) => purify.sanitize(dirty, config);
