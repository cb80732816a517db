# What is told to everybody.

error-announcement-empty = An announcement needs words.
error-announcement-ends-first = It ends before it begins.
