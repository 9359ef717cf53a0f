/*
 * To be loaded into xl before its libraries: xl migrate tells its log to leave out libxc's progress
 * lines, by this function and no other. Without it the passes over dirty memory become visible.
 */
void xtl_stdiostream_adjust_flags(void *log, unsigned set, unsigned clear)
{
    (void)log;
    (void)set;
    (void)clear;
}
